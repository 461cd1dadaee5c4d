package dev.sluice.examples.gateway;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON to records and back. Strict: nothing may be missing, unknown, null, double, or of another type. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
    private static final ObjectReader READER = MAPPER.reader();
    private static final ObjectWriter WRITER = MAPPER.writer();

    private Json() {}

    /** Reads one value; 400 if it is malformed or doesn't fit the type. */
    static <T> T read(byte[] body, Class<T> type) throws RefusedException {
        try {
            T value = READER.forType(type).readValue(body);
            if (value == null) {
                throw refused("the body is null");
            }
            return value;
        } catch (StreamReadException e) {
            throw refused("the body is no JSON; see line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr());
        } catch (JacksonException e) {
            throw refused("the body doesn't fit");
        } catch (IOException e) {
            throw refused("the body is no JSON");
        }
    }

    /** Reads any one value; 400 if it is malformed. */
    static JsonNode read(byte[] body) throws RefusedException {
        JsonNode value = read(body, JsonNode.class);
        if (value.isMissingNode()) {
            throw refused("the body is empty");
        }
        return value;
    }

    /** Writes a record. */
    static byte[] write(Object value) {
        try {
            return WRITER.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RefusedException refused(String message) {
        return new RefusedException(HttpResponseStatus.BAD_REQUEST, message);
    }
}
