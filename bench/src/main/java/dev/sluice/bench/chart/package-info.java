/** Charts of results: SVG that is written by hand, small, and readable on a light page and on a dark one. */
package dev.sluice.bench.chart;
