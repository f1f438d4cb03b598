package tallyflame.spark;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A task on the thread that ran it, in a flight recording. Its name and fields are a contract with what reads it. */
@Name("tallyflame.Task")
@Label("Task")
@Description("One attempt at one partition of a stage of a Spark application")
@Category("Tallyflame")
@StackTrace(false)
final class TaskEvent extends Event {
    @Label("Application")
    String application;

    @Label("Stage")
    int stage;

    @Label("Stage Attempt")
    int stageAttempt;

    @Label("Partition")
    int partition;

    @Label("Attempt")
    @Description("Number of the attempt at this partition, from 0")
    int attempt;

    @Label("Task")
    @Description("Unique in the application")
    long task;

    @Label("Failure")
    @Description("Why it failed; empty where it ended well")
    String failure;
}
