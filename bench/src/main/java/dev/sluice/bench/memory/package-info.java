/**
 * What connections take: {@link dev.sluice.bench.memory.IdleFootprint} beside other servers over TCP, as many as there
 * are descriptors for, and {@link dev.sluice.bench.memory.MillionConnections} over memory, where there is no such limit.
 */
package dev.sluice.bench.memory;
