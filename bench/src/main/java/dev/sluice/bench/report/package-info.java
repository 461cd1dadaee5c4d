/**
 * What every comparison needs: options, processes of its own, medians, and a file of results that says where, when and of what
 * commit they are; and what is made of such a file: tables, bars and a chart.
 */
package dev.sluice.bench.report;
