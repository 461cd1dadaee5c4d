package dev.sluice.examples.search;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Threads;

/**
 * Where the actors run, so that one kind of work can't take the threads of another. The fourth zone is the front end's: it lives
 * beside the connections, on the loops.
 *
 * @param heads heads, and their gatherers: little work, much waiting
 * @param nodes search nodes: all the searching
 * @param recovery supervisors, and the indexing that a recovery needs
 */
record Zones(Dispatcher heads, Dispatcher nodes, Dispatcher recovery) {
    static Zones of(ActorSystem system) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Zones(
            system.dispatcher("heads", Threads.fixed(1)),
            system.dispatcher("nodes", Threads.stealing(processors)),
            system.dispatcher("recovery", Threads.fixed(processors)));
    }
}
