"""The KVP portal: a participant's plan, week, absence and messages in kvalifiseringsprogrammet."""
