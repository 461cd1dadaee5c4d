package dev.sluice.examples.gateway;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request line names: {@code /actors/NAME}, with the name percent-encoded; also behind a host, and before a query. */
final class Target {
    private static final Pattern FORM = Pattern
        .compile("(?:(?i:https?)://[^/?#]*)?(?<path>/[^?#]*)(?:\\?[^#]*)?");
    private static final String ACTORS = "/actors/";
    private static final int LONGEST_NAME = 100;
    private static final int ESCAPE_LENGTH = 3;
    private static final int FIRST_VISIBLE = '!';
    private static final int LAST_VISIBLE = '~';

    private Target() {}

    /** Gives the path as it was written. */
    static String path(String target) throws RefusedException {
        boolean visible = target.chars().allMatch(c -> c >= FIRST_VISIBLE && c <= LAST_VISIBLE);
        Matcher form = FORM.matcher(target);
        if (!visible || !form.matches()) {
            throw new RefusedException(BAD_REQUEST, "malformed request target");
        }
        return form.group("path");
    }

    /** Gives the actor's name. */
    static String name(String path) throws RefusedException {
        String encoded = path.startsWith(ACTORS) ? path.substring(ACTORS.length()) : "";
        if (encoded.isEmpty() || encoded.contains("/")) {
            throw new RefusedException(NOT_FOUND, "only /actors/NAME is here");
        }
        String name = decode(encoded);
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedException(BAD_REQUEST,
                "a name has at most " + LONGEST_NAME + " characters, none a control");
        }
        return name;
    }

    private static String decode(String encoded) throws RefusedException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(unescape(encoded));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException e) {
            throw new RefusedException(BAD_REQUEST, "the name is not well encoded");
        }
    }

    private static byte[] unescape(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length();) {
            boolean isEscape = encoded.charAt(i) == '%';
            bytes.write(isEscape ? HexFormat.fromHexDigits(encoded, i + 1, i + ESCAPE_LENGTH) : encoded.charAt(i));
            i += isEscape ? ESCAPE_LENGTH : 1;
        }
        return bytes.toByteArray();
    }
}
