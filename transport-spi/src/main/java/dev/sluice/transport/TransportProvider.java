package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;

/**
 * A transport that can be found by its name: see {@link Transports}. It has a public constructor without parameters, and stands in
 * the descriptor of its module ({@code provides dev.sluice.transport.TransportProvider with ...}), and for the class path in
 * {@code META-INF/services/dev.sluice.transport.TransportProvider}.
 *
 * @param <C> what its manager is told
 */
public interface TransportProvider<C> {
    /**
     * What it is found by.
     *
     * @return a short name, such as {@code tcp}
     */
    String name();

    /**
     * What its manager is told: the other thing that must fit.
     *
     * @return the protocol's type
     */
    Class<C> protocol();

    /**
     * The transport's entry point, of which each system has one: usually a {@link ActorSystem#service}.
     *
     * @param system where it lives
     * @return the manager; it is started if there is none
     */
    ActorRef<C> manager(ActorSystem system);
}
