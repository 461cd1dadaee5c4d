package dev.sluice.transport.tls;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/** Whom a client wants to talk to. */
record Host(String name, int port) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /** The dot at the end of an absolute name is no part of what certificates name. */
    Host {
        Objects.requireNonNull(name, "host");
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (name.isEmpty() || port < 0 || port > 65535) {
            throw new IllegalArgumentException("no host and port: " + name + ":" + port);
        }
        if (!ADDRESS.matcher(name).matches()) {
            new SNIHostName(name);
        }
    }

    /** Only names are asked for (RFC 6066, 3). */
    List<SNIServerName> serverNames() {
        return ADDRESS.matcher(name).matches() ? List.of() : List.of(new SNIHostName(name));
    }

    @Override
    public String toString() {
        return name + ":" + port;
    }
}
