package dev.sluice.examples.gateway;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** A parser that doesn't mend a request with two lengths, so that it can be refused. */
final class StrictDecoder extends HttpRequestDecoder {
    StrictDecoder(HttpDecoderConfig config) {
        super(config);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        // both headers stay, and Framing sees them
    }
}
