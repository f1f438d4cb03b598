package tallyflame.cli.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tallyflame.analysis.throughput.Budget;

/** Reads demands of surveys. */
public final class Budgets implements ITypeConverter<Budget> {
    @Override
    public Budget convert(String text) {
        try {
            return Budget.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
