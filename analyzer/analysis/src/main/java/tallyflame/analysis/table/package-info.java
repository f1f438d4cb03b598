/** Tables, the answers made of them, and the one place for each form they are written in: text, CSV, JSON, Markdown, HTML. Reads nothing and prints nothing. */
package tallyflame.analysis.table;
