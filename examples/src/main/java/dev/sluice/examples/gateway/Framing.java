package dev.sluice.examples.gateway;

import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.EXPECT;
import static io.netty.handler.codec.http.HttpHeaderNames.HOST;
import static io.netty.handler.codec.http.HttpHeaderNames.TRANSFER_ENCODING;
import static io.netty.handler.codec.http.HttpHeaderValues.CHUNKED;
import static io.netty.handler.codec.http.HttpHeaderValues.CONTINUE;
import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.EXPECTATION_FAILED;
import static io.netty.handler.codec.http.HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_IMPLEMENTED;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_URI_TOO_LONG;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;

/**
 * Whether it is certain where a request ends. If it is not, or if the end is too far away, the connection can't go on: what looks
 * like the next request might be somebody's body.
 */
final class Framing {
    private Framing() {}

    /** Refuses a request by its head. */
    static void check(HttpRequest head, int bodyLimit) throws RefusedException {
        HttpVersion version = head.protocolVersion();
        if (version.majorVersion() != 1) {
            throw new RefusedException(HTTP_VERSION_NOT_SUPPORTED, "this is HTTP/1.1");
        }
        boolean isOld = isOld(head);
        checkHost(head.headers().getAll(HOST), isOld);
        checkEncoding(head.headers(), isOld);
        checkExpectation(head.headers().get(EXPECT), isOld);
        if (HttpUtil.getContentLength(head, 0L) > bodyLimit) {
            throw bodyTooLarge();
        }
    }

    static boolean isOld(HttpRequest head) {
        return head.protocolVersion().minorVersion() == 0;
    }

    private static void checkHost(List<String> hosts, boolean isOld) throws RefusedException {
        if (hosts.size() > 1 || hosts.isEmpty() && !isOld) {
            throw new RefusedException(BAD_REQUEST, "there must be one Host");
        }
    }

    private static void checkEncoding(HttpHeaders headers, boolean isOld) throws RefusedException {
        List<String> encodings = headers.getAll(TRANSFER_ENCODING);
        if (encodings.isEmpty()) {
            return;
        }
        if (isOld || headers.contains(CONTENT_LENGTH)) {
            throw new RefusedException(BAD_REQUEST, "a Transfer-Encoding can't be here");
        }
        if (encodings.size() > 1 || !CHUNKED.contentEqualsIgnoreCase(encodings.getFirst())) {
            throw new RefusedException(NOT_IMPLEMENTED, "the only Transfer-Encoding is chunked");
        }
    }

    private static void checkExpectation(String expectation, boolean isOld) throws RefusedException {
        if (!isOld && expectation != null && !CONTINUE.contentEqualsIgnoreCase(expectation)) {
            throw new RefusedException(EXPECTATION_FAILED, "the only expectation is 100-continue");
        }
    }

    static RefusedException bodyTooLarge() {
        return new RefusedException(REQUEST_ENTITY_TOO_LARGE, "the body is too large");
    }

    /** What the parser could not read; an encoding that we don't know is more than malformed. */
    static RefusedException unreadable(HttpObject part) throws RefusedException {
        if (part instanceof HttpRequest head) {
            checkEncoding(head.headers(), isOld(head));
        }
        return switch (part.decoderResult().cause()) {
            case TooLongHttpLineException e -> new RefusedException(REQUEST_URI_TOO_LONG, "a line is too long");
            case TooLongHttpHeaderException e -> new RefusedException(REQUEST_HEADER_FIELDS_TOO_LARGE,
                "the headers are too large");
            default -> new RefusedException(BAD_REQUEST, "malformed request");
        };
    }
}
