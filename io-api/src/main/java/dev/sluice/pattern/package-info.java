/**
 * Ready-made actors for what programs do again and again. They use nothing of {@link dev.sluice.actor} that you could not use.
 *
 * <table>
 * <caption>What is here</caption>
 * <tr><th>Type</th><th>What for</th></tr>
 * <tr><td>{@link dev.sluice.pattern.Worker}</td><td>run functions one after the other, and get their results</td></tr>
 * <tr><td>{@link dev.sluice.pattern.Gather}</td><td>ask many, and make one result of what they answer in time</td></tr>
 * <tr><td>{@link dev.sluice.pattern.Router}</td><td>one ref for many actors that share the work</td></tr>
 * <tr><td>{@link dev.sluice.pattern.Topic}</td><td>tell all who have subscribed</td></tr>
 * <tr><td>{@link dev.sluice.pattern.Proxy}</td><td>one ref for a subtree that is rebuilt when it fails</td></tr>
 * <tr><td>{@link dev.sluice.pattern.Snapshots}</td><td>leave the state to the instance that comes after a restart</td></tr>
 * </table>
 *
 * <p>Router, topic and proxy are {@linkplain dev.sluice.actor.ActorFactory factories}: spawn them wherever you like, with the spec
 * that you like. Their mailboxes should be unbounded, because their own signals come through them.
 *
 * <p><b>Forwarding</b> needs no helper: {@code next.tell(message)} sends the same record on, its reply address untouched, in the
 * order in which the forwarder handles messages. So answers go to whoever asked first, past all forwarders. One thing is lost on
 * the way: an ask fails at once if the asked actor itself stops, but an end further down the chain shows as a timeout. Messages
 * that are {@link dev.sluice.actor.Owned} may be forwarded, once.
 */
package dev.sluice.pattern;
