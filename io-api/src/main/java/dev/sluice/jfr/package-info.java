/** The events that the runtime tells Java Flight Recorder. Not exported: what counts are their names. Nothing is allocated, nor even looked at, while nobody records. */
package dev.sluice.jfr;
