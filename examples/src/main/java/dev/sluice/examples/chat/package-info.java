/**
 * A chat: who says something in a room is heard by all who are in it, and nobody waits for somebody who doesn't read.
 *
 * <pre>
 *   connection ── line ──► member ── Enter, Say ──► rooms ── Enter, Say, Leave ──► room
 *   connection ◄── line ── member ◄──────────────── Heard ──────────────────────────┘  (each member of the room)
 * </pre>
 */
package dev.sluice.examples.chat;
