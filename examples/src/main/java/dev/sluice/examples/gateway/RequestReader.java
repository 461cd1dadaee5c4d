package dev.sluice.examples.gateway;

import dev.sluice.examples.gateway.Request.Form;
import dev.sluice.io.ByteString;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * From bytes to requests, one after the other. Parsing is Netty's; its channel is only where the parser lives, and has no socket.
 * What is fed and not yet taken is kept here, so feed it only when it wants more.
 */
final class RequestReader implements AutoCloseable {
    /** What there is to do next. */
    sealed interface Step {
        /** Feed more. */
        record Starved() implements Step {}

        /** The client waits for a {@code 100 Continue} before it sends the body. */
        record Expecting() implements Step {}

        /** Answer it. */
        record Complete(Request request) implements Step {}
    }

    private final Limits limits;
    private final EmbeddedChannel parser;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private HttpRequest head;

    RequestReader(Limits limits) {
        this.limits = limits;
        this.parser = new EmbeddedChannel(new HttpRequestDecoder(new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.lineBytes()).setMaxHeaderSize(limits.headerBytes())));
    }

    void feed(ByteString data) {
        parser.writeInbound(Unpooled.wrappedBuffer(data.toByteArray()));
    }

    /** Gives the next step; after a refusal there is none. */
    Step next() throws RefusedException {
        for (HttpObject part = parser.readInbound(); part != null; part = parser.readInbound()) {
            Optional<Step> step = take(part);
            if (step.isPresent()) {
                return step.get();
            }
        }
        return new Step.Starved();
    }

    /** How to answer the request that is being read, whose end will not be waited for. */
    Form form() {
        return head == null ? Form.LAST : form(head).last();
    }

    private Optional<Step> take(HttpObject part) throws RefusedException {
        try {
            if (part instanceof HttpRequest request) {
                head = request;
            }
            if (part.decoderResult().isFailure()) {
                throw Framing.unreadable(part);
            }
            return part instanceof HttpContent content ? goOn(content) : begin();
        } finally {
            ReferenceCountUtil.release(part);
        }
    }

    private Optional<Step> begin() throws RefusedException {
        Framing.check(head, limits.bodyBytes());
        return HttpUtil.is100ContinueExpected(head) ? Optional.of(new Step.Expecting()) : Optional.empty();
    }

    private Optional<Step> goOn(HttpContent content) throws RefusedException {
        byte[] piece = new byte[content.content().readableBytes()];
        if (body.size() + piece.length > limits.bodyBytes()) {
            throw Framing.bodyTooLarge();
        }
        content.content().readBytes(piece);
        body.writeBytes(piece);
        return content instanceof LastHttpContent ? Optional.of(new Step.Complete(end())) : Optional.empty();
    }

    private Request end() {
        Request request = new Request(form(head), head.method().name(), head.uri(), body.toByteArray());
        head = null;
        body.reset();
        return request;
    }

    private static Form form(HttpRequest head) {
        return new Form(Framing.isOld(head), HttpUtil.isKeepAlive(head), !head.method().equals(HttpMethod.HEAD));
    }

    @Override
    public void close() {
        parser.finishAndReleaseAll();
    }
}
