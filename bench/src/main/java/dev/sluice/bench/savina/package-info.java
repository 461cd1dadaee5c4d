/**
 * The Savina programs in Sluice beside the same ones in Apache Pekko: {@link dev.sluice.bench.savina.SavinaComparison}.
 *
 * <pre>
 *   SavinaComparison ── PlayerProcess ══ stdout ══ Player ── Suite ── Program, Population
 *                                                     SluiceSuite │ PekkoSuite
 * </pre>
 *
 * Each program is played in a JVM of its own, all of them with the same flags.
 */
package dev.sluice.bench.savina;
