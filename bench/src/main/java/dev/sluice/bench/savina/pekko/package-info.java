/**
 * The same programs in Pekko Typed: its own API for new code, with {@code AbstractMatchingBehavior} and a {@code switch}, which is
 * both how its documentation advises to write it in Java 21 and the quickest dispatch that it has.
 */
package dev.sluice.bench.savina.pekko;
