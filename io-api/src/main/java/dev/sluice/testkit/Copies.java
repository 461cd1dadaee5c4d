package dev.sluice.testkit;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Shareable;
import dev.sluice.io.ByteString;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Deep copies of messages, for {@link dev.sluice.actor.Settings#copying}: whoever changes a message after it was sent, or keeps a part
 * of it and changes that, changes nothing for the other side any more, and a test shows it.
 *
 * <p>How each part of a message is copied:
 * <ul>
 * <li>Not at all: refs of actors, whatever implements {@link Shareable} or {@link Owned} (that moves to the receiver as a whole),
 * enums, strings, numbers, {@code java.time}, {@link UUID}, addresses, paths, patterns, {@link ByteString}, classes, throwables, objects
 * without fields, and the types given to {@link #sharing};
 * <li>records: by the canonical constructor, from copies of what their accessors give;
 * <li>arrays, the collections and maps of {@code java.util}, optionals: element by element, in their order, in the same class if it
 * is a public one; what couldn't be modified still can't, and views become collections of their own;
 * <li>anything else that is {@link java.io.Serializable}: by serialisation, in which the parts named above keep their own rules.
 * </ul>
 *
 * Whatever is none of these, a socket or a lambda that captures something, fails with an {@link IllegalArgumentException} that
 * names the path to it: {@code Order.items[2].callback: java.lang.Thread can't be copied}. So do records that contain themselves. A part
 * that a message reaches by two paths is one part in the copy too, but for those that only serialisation reaches.
 *
 * <p>On the module path a package with records that are not public, or not exported, must be open to this module.
 *
 * <p>Immutable; may be used by any thread.
 */
public final class Copies implements UnaryOperator<Object> {
    private static final Set<Class<?>> IMMUTABLE = Set.of(Object.class, String.class, Boolean.class, Character.class,
        Byte.class,
        Short.class, Integer.class, Long.class, Float.class, Double.class, BigInteger.class, BigDecimal.class,
        Class.class, UUID.class,
        URI.class, URL.class, InetSocketAddress.class, Locale.class, Currency.class, Pattern.class, OptionalInt.class,
        OptionalLong.class, OptionalDouble.class);
    private static final List<Class<?>> SHARED = List.of(ActorRef.class, Shareable.class, Owned.class, ByteString.class,
        Enum.class,
        Throwable.class, InetAddress.class, TemporalAccessor.class, TemporalAmount.class, ZoneId.class, Path.class,
        Charset.class);

    private final Set<Class<?>> sharing;

    private Copies(Set<Class<?>> sharing) {
        this.sharing = sharing;
    }

    /**
     * Copies by the rules above.
     *
     * @return for {@link dev.sluice.actor.Settings#copying}
     */
    public static Copies deep() {
        return new Copies(Set.of());
    }

    /**
     * Shares more types, because they are immutable and don't say so.
     *
     * @param types with all their subtypes
     * @return a copy with these too
     */
    public Copies sharing(Class<?>... types) {
        Set<Class<?>> all = new LinkedHashSet<>(sharing);
        all.addAll(List.of(types));
        return new Copies(all);
    }

    /**
     * Copies a message.
     *
     * @param message any
     * @return the copy, or the message itself if it may be shared
     * @throws IllegalArgumentException if a part of it can't be copied; names the path to it
     */
    @Override
    public Object apply(Object message) {
        return new Copier(this, Objects.requireNonNull(message, "message")).copy();
    }

    boolean isShared(Object part) {
        Class<?> type = part.getClass();
        return IMMUTABLE.contains(type) || isOneOf(SHARED, part) || isOneOf(sharing, part)
            || (type.getClassLoader() != null && hasNoFields(type));
    }

    private static boolean isOneOf(Iterable<Class<?>> types, Object part) {
        for (Class<?> type : types) {
            if (type.isInstance(part)) {
                return true;
            }
        }
        return false;
    }

    /** There is nothing in it that could be shared. */
    private static boolean hasNoFields(Class<?> type) {
        for (Class<?> part = type; part != null; part = part.getSuperclass()) {
            for (var field : part.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    return false;
                }
            }
        }
        return !type.isArray();
    }
}
