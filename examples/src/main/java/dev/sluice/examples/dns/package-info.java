/**
 * An authoritative name server for one zone.
 *
 * <pre>
 *   datagram, or frame of a connection ──► Responder ──► Resolution ──► Zone ◄── ZoneFile ◄── file
 *                                            bytes         names        records
 * </pre>
 *
 * <p>{@link dev.sluice.examples.dns.DnsServer} puts it on UDP and TCP. All below it are functions of what they are given: any thread may
 * call them.
 */
package dev.sluice.examples.dns;
