using System.Diagnostics.CodeAnalysis;

namespace Koppel.Testing;

/// <summary>
/// What a test needs beside .NET. Where it is missing the test is skipped and says why; but in CI (<c>CI=true</c>) a program that was to be
/// installed and is not is a failure: there nobody reads the skipped ones.
/// </summary>
internal static class Needs
{
    static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>A program, package or data that <c>.ci/run</c> installs.</summary>
    /// <param name="isThere">Whether it is there.</param>
    /// <param name="reason">What is missing and what for, a sentence.</param>
    public static void Installed([DoesNotReturnIf(false)] bool isThere, string reason) => Installed(isThere, reason, IsCi);

    /// <summary>As above, in CI or not.</summary>
    public static void Installed([DoesNotReturnIf(false)] bool isThere, string reason, bool isCi)
    {
        if (isThere) return;
        if (isCi) Assert.Fail($"{reason} Where CI is true, what a test needs must be there: see .ci/run.");
        Assert.Skip(reason);
    }

    /// <summary>Something that this kind of machine has or has not, whatever is installed.</summary>
    /// <param name="has">Whether it has it.</param>
    /// <param name="reason">What it lacks, a sentence.</param>
    public static void Machine([DoesNotReturnIf(false)] bool has, string reason)
    {
        if (!has) Assert.Skip(reason);
    }

    /// <summary>Recordings and descriptions of the real API, which are no part of the project.</summary>
    /// <param name="isThere">Whether they lie beside the checkout.</param>
    /// <param name="reason">What does not, a sentence.</param>
    public static void Reference([DoesNotReturnIf(false)] bool isThere, string reason)
    {
        if (!isThere) Assert.Skip(reason);
    }
}
