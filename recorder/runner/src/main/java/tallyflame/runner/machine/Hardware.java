package tallyflame.runner.machine;

import java.util.Locale;
import java.util.function.Supplier;
import oshi.SystemInfo;
import oshi.hardware.ComputerSystem;
import oshi.hardware.HardwareAbstractionLayer;
import tallyflame.runs.RunDocument;

/** What this machine is made of, on every system that the library OSHI knows. */
public final class Hardware {
    private static final String UNKNOWN = "unknown";

    private Hardware() {}

    /** The facts that {@code run.json} holds; takes a fraction of a second. */
    public static RunDocument.Host host() {
        HardwareAbstractionLayer hardware = orNull(() -> new SystemInfo().getHardware());
        return new RunDocument.Host(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch").toLowerCase(Locale.ROOT),
                hardware == null ? UNKNOWN : processor(hardware),
                Runtime.getRuntime().availableProcessors(),
                hardware == null ? 0 : hardware.getProcessor().getPhysicalProcessorCount(),
                hardware == null ? 0 : hardware.getMemory().getTotal(),
                hardware == null ? UNKNOWN : model(hardware.getComputerSystem()));
    }

    private static String processor(HardwareAbstractionLayer hardware) {
        String name = hardware.getProcessor().getProcessorIdentifier().getName().strip();
        return name.isEmpty() ? UNKNOWN : name;
    }

    private static String model(ComputerSystem computer) {
        String model = (computer.getManufacturer() + " " + computer.getModel()).strip();
        return model.toLowerCase(Locale.ROOT).replace(UNKNOWN, "").isBlank() ? UNKNOWN : model;
    }

    /** The library loads native code: where there is none, a run does without these facts. */
    @SuppressWarnings("IllegalCatch")
    private static <T> T orNull(Supplier<T> facts) {
        try {
            return facts.get();
        } catch (RuntimeException | LinkageError e) {
            return null;
        }
    }
}
