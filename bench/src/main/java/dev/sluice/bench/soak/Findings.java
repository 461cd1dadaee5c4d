package dev.sluice.bench.soak;

/**
 * What those who make the load have to tell. Any thread.
 *
 * @param faults what has gone wrong
 * @param tally how much there was
 * @param echoes how long the messages at the fixed rate took, from when they were due until they were back
 * @param sends how long they took of that until they were sent: the driver's own part, and the machine's
 */
record Findings(Faults faults, Tally tally, Latencies echoes, Latencies sends) {}
