package dev.sluice.actor;

/** Where cells live: one object for all those of a system that share a dispatcher by inheritance. */
record Home(LocalSystem system, Dispatcher dispatcher) {
    /** What stands around each handling, or null. */
    Interceptor interceptor() {
        return system.interceptor();
    }

    /** Where a child lives: where its parent does, unless its spec says otherwise. */
    Home of(Spec child) {
        return child.dispatcher() == null ? this : new Home(system, child.dispatcher());
    }
}
