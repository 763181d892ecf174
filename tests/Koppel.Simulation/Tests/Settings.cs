using Xunit.Sdk;
using Xunit.v3;

// The simulations of a program share a state folder, and each runs in one thread.
[assembly: Parallelization(Mode = ParallelMode.None)]
