package tallyflame.modules;

/** What a science module is for, as an alert broker sorts its modules. */
public enum ModuleKind {
    /** Derives numbers from one alert. */
    FEATURE,
    /** Applies a trained or fitted model. */
    ML,
    /** Matches positions against a catalogue. */
    XMATCH,
    /** Combines outputs of other modules. */
    AGG
}
