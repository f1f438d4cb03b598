/** Lines as table, CSV, JSON and LCOV, with their source; prints nothing. */
package tallyflame.analysis.lines.render;
