/**
 * Frames on a stream of bytes: where one message of a peer ends and the next begins, over any transport.
 *
 * <table>
 * <caption>What is here</caption>
 * <tr><th>Type</th><th>What for</th></tr>
 * <tr><td>{@link dev.sluice.framing.Framed}</td><td>a handler that is written in frames instead of bytes</td></tr>
 * <tr><td>{@link dev.sluice.framing.LengthField}</td><td>frames that say their length</td></tr>
 * <tr><td>{@link dev.sluice.framing.Lines}</td><td>lines of text</td></tr>
 * <tr><td>{@link dev.sluice.framing.Delimiters}</td><td>frames that end with some bytes, or with some others</td></tr>
 * <tr><td>{@link dev.sluice.framing.FixedLength}</td><td>frames of the same length</td></tr>
 * <tr><td>{@link dev.sluice.framing.FrameDecoder}</td><td>to take frames by hand, and to write a framing of your own</td></tr>
 * </table>
 *
 * <p>Every framing has a limit. A frame beyond it, one that can't be, and one that the end of the input has cut short, are each a
 * {@link dev.sluice.framing.FramingException}, which nothing can follow on that stream.
 */
package dev.sluice.framing;
