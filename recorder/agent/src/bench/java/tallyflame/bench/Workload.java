package tallyflame.bench;

/** One unit of work of a library that nobody here wrote; an instance belongs to one thread. */
interface Workload {

    /**
     * Does the same work on every call, about 50 to 300 ms of it.
     *
     * @return a checksum of the results, the same on every call and under every agent
     */
    long run() throws Exception;
}
