namespace Koppel.Sandbox.Control.Calls;

/// <summary>All that a control door answers, written out.</summary>
internal sealed class ControlTable(params ControlRoute[] routes)
{
    /// <summary>The names of what is there, for a message.</summary>
    public string Names => string.Join(", ", routes.Select(route => route.Path.Split('/')[0]).Distinct());

    public (ControlRoute Route, int Id)? Find(string method, string path)
    {
        foreach (var route in routes)
        {
            if (route.Matches(method, path, out var id)) return (route, id);
        }

        return null;
    }
}
