package dev.sluice.examples.gateway;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** A parser that neither mends nor refuses a request whose length is told in a strange way: {@link Framing} does. */
final class StrictDecoder extends HttpRequestDecoder {
    StrictDecoder(Limits limits) {
        super(new HttpDecoderConfig().setMaxInitialLineLength(limits.lineBytes()).setMaxHeaderSize(limits.headerBytes())
            .setUseRfc9112TransferEncoding(false));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        // both headers stay
    }
}
