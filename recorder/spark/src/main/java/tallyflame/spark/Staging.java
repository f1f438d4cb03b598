package tallyflame.spark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.FlightRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where chunks wait until they are taken. A JVM that is killed cannot remove them, so they are in a folder that the cluster manager
 * removes after the application, if there is one: another JVM cannot tell that they are nobody's where containers share folders.
 *
 * @param folder of this JVM alone
 */
record Staging(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(TallyflamePlugin.class);

    /** Makes the folder, and has the JVM's own flight recorder write into it, too, unless that is at work already. */
    static Staging of(Map<String, String> environment, String master) throws IOException {
        Path parent = parent(environment, master);
        Staging staging = new Staging(
                parent == null
                        ? Files.createTempDirectory("tallyflame-")
                        : Files.createTempDirectory(parent, "tallyflame-"));
        if (parent != null && !FlightRecorder.isInitialized()) {
            staging.holdRepository();
        }
        return staging;
    }

    /** The first folder for the data of this application that its cluster manager removes; {@code null} if there is none. */
    static Path parent(Map<String, String> environment, String master) {
        if (master.startsWith("local")) {
            return null; // the driver removes it while its executors are still ending
        }
        String folders = environment.getOrDefault(
                "SPARK_EXECUTOR_DIRS",
                environment.containsKey("CONTAINER_ID") ? environment.getOrDefault("LOCAL_DIRS", "") : "");
        String first = folders.split("[," + File.pathSeparator + "]", 2)[0];
        return !first.isEmpty() && Files.isWritable(Path.of(first)) ? Path.of(first) : null;
    }

    private void holdRepository() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "jfrConfigure",
                            new Object[] {new String[] {"repositorypath=" + folder}},
                            new String[] {String[].class.getName()});
        } catch (JMException | RuntimeException e) {
            LOG.info("Tallyflame: the flight recorder's files stay in the temporary folder: {}", e.toString());
        }
    }

    /** Removes the folder and all that is in it. */
    void remove() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
