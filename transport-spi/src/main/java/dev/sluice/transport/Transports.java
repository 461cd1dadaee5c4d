package dev.sluice.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds transports by their names, among those that the class path or the module path has. */
public final class Transports {
    /** Looked up once: what is on the path doesn't change. */
    private static volatile List<TransportProvider<?>> found;

    private Transports() {}

    /**
     * Finds a transport. Of several, the one that comes with the protocol, in one package, gives way to another.
     *
     * @param name its name
     * @param protocol what its manager must understand
     * @param <C> the protocol
     * @return the one that has this name
     * @throws IllegalStateException if there is none, or more than one other, or if it speaks another protocol
     */
    public static <C> TransportProvider<C> find(String name, Class<C> protocol) {
        List<TransportProvider<?>> fitting = named(name, found());
        List<TransportProvider<?>> others = fitting.stream()
            .filter(candidate -> candidate.getClass().getPackage() != protocol.getPackage())
            .toList();
        return typed(only(name, others.isEmpty() ? fitting : others), protocol);
    }

    /**
     * Finds a transport that comes with an implementation of its own, and may be replaced by putting another one of that name on
     * the path.
     *
     * @param own what is taken if there is no other of that name
     * @param <C> the protocol
     * @return another one, or else the given one
     * @throws IllegalStateException if there is more than one other, or if the other speaks another protocol
     */
    public static <C> TransportProvider<C> replacementOr(TransportProvider<C> own) {
        return choose(own, found());
    }

    static <C> TransportProvider<C> choose(TransportProvider<C> own, List<TransportProvider<?>> candidates) {
        List<TransportProvider<?>> others = named(own.name(), candidates).stream()
            .filter(other -> other.getClass() != own.getClass())
            .toList();
        return others.isEmpty() ? own : typed(only(own.name(), others), own.protocol());
    }

    static TransportProvider<?> only(String name, List<TransportProvider<?>> fitting) {
        if (fitting.isEmpty()) {
            throw new IllegalStateException("there is no transport named " + name + ", only " + names(found())
                + ": add its jar to the class path or the module path, and see that it provides "
                + TransportProvider.class.getName());
        }
        if (fitting.size() > 1) {
            throw new IllegalStateException("there is more than one transport named " + name + ": "
                + fitting.stream().map(Transports::describe).collect(Collectors.joining(" and "))
                + "; remove all but one from the class path or the module path");
        }
        return fitting.get(0);
    }

    private static String describe(TransportProvider<?> provider) {
        Class<?> type = provider.getClass();
        var source = type.getProtectionDomain().getCodeSource();
        return type.getName() + (source == null ? "" : " in " + source.getLocation());
    }

    private static List<String> names(List<TransportProvider<?>> providers) {
        return providers.stream().<String>map(TransportProvider::name).sorted().toList();
    }

    static List<TransportProvider<?>> named(String name, List<TransportProvider<?>> candidates) {
        return candidates.stream().filter(candidate -> candidate.name().equals(name)).toList();
    }

    @SuppressWarnings("unchecked")
    static <C> TransportProvider<C> typed(TransportProvider<?> provider, Class<C> protocol) {
        if (provider.protocol() != protocol) {
            throw new IllegalStateException(
                "the transport named " + provider.name() + ", " + describe(provider) + ", understands "
                    + provider.protocol().getName() + ", not " + protocol.getName());
        }
        return (TransportProvider<C>) provider;
    }

    /** By the loader of this library, so that it doesn't depend on who asks first. */
    @SuppressWarnings("rawtypes")
    private static List<TransportProvider<?>> found() {
        List<TransportProvider<?>> known = found;
        if (known == null) {
            List<TransportProvider<?>> fresh = new ArrayList<>();
            for (TransportProvider provider : ServiceLoader.load(TransportProvider.class,
                Transports.class.getClassLoader())) {
                fresh.add(provider);
            }
            known = List.copyOf(fresh);
            found = known;
        }
        return known;
    }
}
