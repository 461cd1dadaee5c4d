/**
 * What connections take: {@link dev.sluice.bench.memory.IdleFootprint} beside other servers over TCP, as many as there
 * are descriptors for.
 */
package dev.sluice.bench.memory;
