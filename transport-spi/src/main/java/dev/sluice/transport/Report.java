package dev.sluice.transport;

/** What a selector tells its manager, who passes it on to {@link Selectors#on}. */
public sealed interface Report permits SelectorReport, SelectorReport.Missed, Placement.Asked {}
