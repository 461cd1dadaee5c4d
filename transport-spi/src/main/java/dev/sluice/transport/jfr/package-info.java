/** The events that transports tell Java Flight Recorder. Not exported: what counts are their names. Nothing is allocated, nor even looked at, while nobody records. */
package dev.sluice.transport.jfr;
