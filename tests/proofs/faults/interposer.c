/* Interposes on system calls between the server and its disk and clock, by LD_PRELOAD.
 *
 * INTERPOSER_FOLDER names the data folder, INTERPOSER_CONTROL a file of five 64-bit numbers that the test changes
 * while the server runs:
 *   0  which call on the folder fails, counted from now (0: none)
 *   1  how many more fail after it (-1: all)
 *   2  the error: EIO, ENOSPC, EROFS ...; the first failing write, with ENOSPC, writes its first half
 *   3  how many calls have failed
 *   4  seconds added to the time of day; the monotonic clock is left alone
 * Calls are write, pwrite, fsync, fdatasync, ftruncate, rename, link and unlink.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { NUMBER, MORE, ERROR, FAILED, CLOCK_OFFSET, COUNT };

static volatile int64_t *control;
static const char *folder;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(kind, name, ...)                                                                                          \
    static kind (*real)(__VA_ARGS__);                                                                                  \
    if (!real) real = dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void ready(void) {
    const char *path = getenv("INTERPOSER_CONTROL");
    int file = path ? open(path, O_RDWR) : -1;
    folder = getenv("INTERPOSER_FOLDER");
    if (file < 0 || !folder) return;
    void *shared = mmap(0, COUNT * sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (shared != MAP_FAILED) control = shared;
    close(file);
}

static int inside(const char *path) { return control && path && !strncmp(path, folder, strlen(folder)); }

static int on(int file) {
    char link[64], path[4096];
    if (!control) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return inside(path);
}

/* Whether this call fails, with errno set. HALVED: the first call on a full disk, whose write leaves its first half.
 * The rest of that write fails entirely: halved again and again, SQLite would get all of it onto the disk. */
enum { HALVED = 2 };
static int fails(int counted) {
    int failing = 0;
    if (!counted) return 0;
    pthread_mutex_lock(&lock);
    if (control[NUMBER] > 0 && --control[NUMBER] == 0) failing = 1;
    else if (control[NUMBER] == 0 && control[FAILED] > 0 && control[MORE] != 0) {
        failing = 1;
        if (control[MORE] > 0) control[MORE]--;
    }
    if (failing && control[FAILED]++ == 0 && control[ERROR] == ENOSPC) failing = HALVED;
    pthread_mutex_unlock(&lock);
    if (failing) errno = (int)control[ERROR];
    return failing;
}

ssize_t write(int file, const void *from, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    int failing = fails(on(file));
    if (failing && !(failing == HALVED && size > 1)) return -1;
    return real(file, from, failing ? size / 2 : size);
}

ssize_t pwrite64(int file, const void *from, size_t size, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    int failing = fails(on(file));
    if (failing && !(failing == HALVED && size > 1)) return -1;
    return real(file, from, failing ? size / 2 : size, at);
}

ssize_t pwrite(int file, const void *from, size_t size, off_t at) { return pwrite64(file, from, size, at); }

int fsync(int file) {
    REAL(int, "fsync", int);
    return fails(on(file)) ? -1 : real(file);
}

int fdatasync(int file) {
    REAL(int, "fdatasync", int);
    return fails(on(file)) ? -1 : real(file);
}

int ftruncate64(int file, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return fails(on(file)) ? -1 : real(file, size);
}

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return fails(inside(path)) ? -1 : real(path);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return fails(inside(to)) ? -1 : real(from, to);
}

int linkat(int a, const char *from, int b, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    return fails(inside(to)) ? -1 : real(a, from, b, to, flags);
}

int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    return fails(inside(to)) ? -1 : real(from, to);
}

int clock_gettime(clockid_t which, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int done = real(which, now);
    if (!done && control && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) now->tv_sec += control[CLOCK_OFFSET];
    return done;
}

int gettimeofday(struct timeval *now, void *zone) {
    REAL(int, "gettimeofday", struct timeval *, void *);
    int done = real(now, zone);
    if (!done && control) now->tv_sec += control[CLOCK_OFFSET];
    return done;
}

time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) *into = now.tv_sec;
    return now.tv_sec;
}
