package tallyflame.cli.options;

import picocli.CommandLine.Option;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Format;

/** Options of the verbs that answer with tables: in which form. */
public class TableOptions extends CommonOptions {
    @Option(names = "--format", paramLabel = "FORMAT", description = "table, csv, json, md or html (default: table).")
    private Format format = Format.TABLE;

    /** The form of the answer. */
    public Format format() {
        return super.json() ? Format.JSON : format;
    }

    @Override
    public boolean json() {
        return format() == Format.JSON;
    }

    /** Prints an answer in the form that was asked for. */
    public void print(Answer answer) {
        out().print(answer.write(format(), format() == Format.TABLE ? Terminal.width() : 0));
        out().flush();
    }
}
