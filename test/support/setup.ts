import { checkMessages } from "../../src/messages/index.ts";

checkMessages(true);
