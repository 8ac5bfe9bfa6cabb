"""The pool of rendering processes, their program, and the frames that go between; only the pool starts a process."""
