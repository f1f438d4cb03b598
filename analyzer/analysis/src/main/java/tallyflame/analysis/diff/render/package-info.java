/** A comparison as text, Markdown and JSON; prints nothing. */
package tallyflame.analysis.diff.render;
