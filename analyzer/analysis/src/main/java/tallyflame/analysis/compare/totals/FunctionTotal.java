package tallyflame.analysis.compare.totals;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Interval;

/**
 * What was sampled of one function in a module's measured windows, against what is exactly known of it; component names are the keys
 * of the JSON document.
 *
 * @param quantity what it is a total of
 * @param function whose it is: its own, without that of what it calls
 * @param instrument what sampled it
 * @param exact what says how much it really was
 * @param unit of the figures
 * @param samples in all rounds
 * @param sampledPerAlert what the samples stand for
 * @param exactPerAlert what it was
 * @param bias sampled divided by exact, with its interval over the rounds
 */
public record FunctionTotal(
        String quantity,
        @JsonSerialize(using = ToStringSerializer.class) MethodId function,
        String instrument,
        String exact,
        String unit,
        long samples,
        double sampledPerAlert,
        double exactPerAlert,
        Interval bias) {}
