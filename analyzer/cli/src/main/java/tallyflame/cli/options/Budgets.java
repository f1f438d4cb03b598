package tallyflame.cli.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tallyflame.analysis.throughput.SurveyDemand;

/** Reads demands of surveys. */
public final class Budgets implements ITypeConverter<SurveyDemand> {
    @Override
    public SurveyDemand convert(String text) {
        try {
            return SurveyDemand.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
