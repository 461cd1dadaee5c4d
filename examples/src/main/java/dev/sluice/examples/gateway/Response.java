package dev.sluice.examples.gateway;

import dev.sluice.examples.gateway.Request.Form;
import dev.sluice.io.ByteString;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer, but for what its request decides.
 *
 * @param status tells how it went
 * @param headers beside those that every answer has
 * @param body JSON; empty = none
 */
record Response(HttpResponseStatus status, Map<String, String> headers, byte[] body) {
    /** Please go on, we want the body. */
    static final ByteString CONTINUE = ByteString.utf8("HTTP/1.1 100 Continue\r\n\r\n");

    private record Problem(String error) {}

    static Response of(HttpResponseStatus status) {
        return new Response(status, Map.of(), new byte[0]);
    }

    static Response json(HttpResponseStatus status, Object value) {
        return new Response(status, Map.of("Content-Type", "application/json"), Json.write(value));
    }

    static Response problem(HttpResponseStatus status, String message) {
        return json(status, new Problem(message));
    }

    static Response refusal(RefusedException e) {
        return problem(e.status(), e.getMessage());
    }

    Response with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }

    /** The whole, as the request wants it. */
    ByteString bytes(Form form) {
        ByteString head = ByteString.utf8(head(form));
        return form.wantsBody() && body.length > 0 ? head.concat(ByteString.copyOf(body)) : head;
    }

    private String head(Form form) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        add(head, "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        headers.forEach((name, value) -> add(head, name, value));
        if (!status.equals(HttpResponseStatus.NO_CONTENT)) {
            add(head, "Content-Length", Integer.toString(body.length));
        }
        if (!form.keepsAlive()) {
            add(head, "Connection", "close");
        } else if (form.isOld()) {
            add(head, "Connection", "keep-alive");
        }
        return head.append("\r\n").toString();
    }

    private static void add(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
