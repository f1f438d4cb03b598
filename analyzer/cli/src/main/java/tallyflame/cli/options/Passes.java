package tallyflame.cli.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tallyflame.runs.Pass;

/** Reads names of passes. */
public final class Passes implements ITypeConverter<Pass> {
    @Override
    public Pass convert(String text) {
        return Pass.of(text)
                .orElseThrow(() -> new TypeConversionException("there is no pass '" + text
                        + "'; use baseline, sample, jfr, jfr-cpu, count, trace," + " no-escape, sample-no-escape"));
    }
}
