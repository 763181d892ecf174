using System.Runtime.CompilerServices;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>
/// All that an account holds, a <see cref="Part{T}"/> for each feature; the store itself knows none of them. Another one takes its place
/// with each reset, seed and snapshot. Callers hold the sandbox's lock.
/// </summary>
internal sealed class Store(Clock clock, SandboxOptions options)
{
    static int s_places;

    object?[] _parts = [];

    public Clock Clock => clock;

    public SandboxOptions Options => options;

    /// <summary>When it was made: what is drawn for it is the same for every run with the same clock.</summary>
    public DateTime Birth { get; } = clock.Now;

    /// <summary>The time in whole seconds, as most of the API has it.</summary>
    public DateTime Now => Clock.WholeSeconds(clock.Now);

    /// <summary>The sandbox's own address, for links in mails; known once it serves.</summary>
    public Uri Root { get; set; } = new("http://127.0.0.1/");

    /// <summary>Which call changed what.</summary>
    public Journal Journal { get; } = new();

    public SharedTexts Texts { get; } = new();

    /// <summary>Does what has become due. It is asked before anybody looks at the store.</summary>
    public Action? Settle { get; set; }

    /// <summary>A feature's part.</summary>
    public T Get<T>(Part<T> part)
        where T : class =>
        // A place holds nothing but what its part has made.
        part.Place < _parts.Length && _parts[part.Place] is { } known ? Unsafe.As<T>(known) : Add(part);

    /// <summary>A place for a part, the same in every store.</summary>
    public static int NewPlace() => Interlocked.Increment(ref s_places) - 1;

    T Add<T>(Part<T> part)
        where T : class
    {
        // First made, then put in place: making it may ask for other parts.
        var made = part.Make(this);
        if (part.Place >= _parts.Length) Array.Resize(ref _parts, Math.Max(s_places, part.Place + 1));
        _parts[part.Place] = made;
        return made;
    }
}
