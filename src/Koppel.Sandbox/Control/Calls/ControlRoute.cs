using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.Control.Calls;

/// <summary>A method and a path of the control door, which may hold one <c>{id}</c>.</summary>
internal sealed class ControlRoute(string method, string path, Func<ControlCall, Task> handle)
{
    readonly string[] _segments = path.Split('/');

    /// <summary>A route that tells something; null is what is not there.</summary>
    public ControlRoute(string path, Func<ControlCall, object?> read)
        : this("GET", path,
            call => read(call) is { } found
                ? call.SendAsync(found)
                : call.RefuseAsync(404, $"There is nothing at {call.Context.Request.Path} any more."))
    {
    }

    public string Path => path;

    public Task HandleAsync(ControlCall call) => handle(call);

    public bool Matches(string sentMethod, string sentPath, out int id)
    {
        id = 0;
        var sent = sentPath.Split('/');
        if (sentMethod != method || sent.Length != _segments.Length) return false;
        for (var index = 0; index < _segments.Length; index++)
        {
            if (_segments[index] == "{id}" && QueryText.ToInt(sent[index]) is > 0 and var number) id = number;
            else if (_segments[index] != sent[index]) return false;
        }

        return true;
    }
}
