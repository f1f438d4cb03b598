# Profiler, science modules and a sample of generated alerts; scripts/image builds it. Sampling by perf events needs
# --cap-add PERFMON and a seccomp profile that allows perf_event_open; without them another engine samples (tallyflame doctor).
FROM debian:bookworm-slim
COPY dist/target/tallyflame_*.deb dist/src/image/setup /tmp/install/
RUN sh /tmp/install/setup /tmp/install/tallyflame_*.deb && rm -rf /tmp/install
USER astronomer
WORKDIR /home/astronomer
ENTRYPOINT ["tallyflame"]
CMD ["demo"]
