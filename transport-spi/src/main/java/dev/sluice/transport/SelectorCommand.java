package dev.sluice.transport;

/** What a selector is told. */
sealed interface SelectorCommand permits Place, SelectorMessage {}
