package dev.sluice.examples.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes, and however it is cut into pieces: the same requests, and at most one refusal at the end. */
class RequestReaderTest {
    private static final byte[] STREAM = String.join("\r\n",
        "PUT /actors/a HTTP/1.1", "Host: test", "Content-Length: 2", "", "{}POST /actors/%C3%BC HTTP/1.1", "Host: test",
        "Transfer-Encoding: chunked", "Expect: 100-continue", "", "4;x=y", "{\"ad", "5", "d\":5}", "0", "X: y", "", "",
        "HEAD /actors/a?b HTTP/1.0", "Connection: keep-alive", "X:", "", "DELETE /actors/a HTTP/1.1", "Host: test",
        "Connection: close", "", "").getBytes(ISO_8859_1);
    private static final String SPICE = "\r\n\t :;,0019afx\u0000\u00ff/%";
    private static final long SEED = 20261122;

    /** What there is to do, in words, until the reader starves for good or refuses. */
    private static List<String> steps(byte[] stream, List<Integer> ends) {
        List<String> steps = new ArrayList<>();
        try (RequestReader reader = new RequestReader(Limits.DEFAULT)) {
            int from = 0;
            for (int end : ends) {
                reader.feed(ByteString.copyOf(stream, from, end - from));
                drain(reader, steps);
                from = end;
            }
        } catch (RefusedException e) {
            steps.add(e.status() + ": " + e.getMessage());
        }
        return steps;
    }

    private static void drain(RequestReader reader, List<String> steps) throws RefusedException {
        RequestReader.Step step = reader.next();
        while (!(step instanceof RequestReader.Step.Starved)) {
            steps.add(step instanceof RequestReader.Step.Complete(var request) ? describe(request) : step.toString());
            step = reader.next();
        }
    }

    private static String describe(Request request) {
        return request.form() + " " + request.method() + " " + request.target() + " "
            + new String(request.body(), ISO_8859_1);
    }

    private static List<Integer> singles(int length) {
        List<Integer> ends = new ArrayList<>();
        for (int end = 1; end <= length; end++) {
            ends.add(end);
        }
        return ends;
    }

    @Test
    void every_split_gives_the_same_requests() {
        List<String> expected = steps(STREAM, List.of(STREAM.length));
        assertEquals(5, expected.size(), expected::toString);

        for (int split = 1; split < STREAM.length; split++) {
            assertEquals(expected, steps(STREAM, List.of(split, STREAM.length)), "split at " + split);
        }
        assertEquals(expected, steps(STREAM, singles(STREAM.length)));
    }

    @Test
    void spoilt_streams_are_read_alike_however_they_are_split() {
        Random random = new Random(SEED);
        for (int run = 0; run < 3000; run++) {
            byte[] spoilt = STREAM.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                spoilt[random.nextInt(spoilt.length)] = (byte) SPICE.charAt(random.nextInt(SPICE.length()));
            }
            String text = new String(spoilt, ISO_8859_1);

            assertEquals(steps(spoilt, List.of(spoilt.length)), steps(spoilt, singles(spoilt.length)), text);
        }
    }
}
