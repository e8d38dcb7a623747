using System.Collections.Concurrent;
using V2G.Firmware.Terminal;

namespace V2G.Firmware.Roles;

/// <summary>
/// `v2g run`: the roles of a board as child processes, without a service manager. A link that ends is started anew, for as long as it
/// takes. A controller that ends is started anew twice within ten minutes; the third time a board's hardware watchdog would reset it,
/// and here the run ends.
/// </summary>
internal sealed class Supervisor : IDisposable
{
    const int ControllerEndsAllowed = 2, PatienceMs = 5000;
    const long ControllerMemoryMs = 600_000;

    readonly List<RoleProcess> _roles = [];
    readonly RoleProcess _controller;
    readonly ConcurrentQueue<string> _said = new();
    readonly Queue<long> _controllerEnds = new();
    int _controllerEndsSeen;

    /// <param name="controller">Arguments of the controller's role.</param>
    /// <param name="others">The roles beside it, with theirs.</param>
    public Supervisor(string[] controller, IEnumerable<(Role Role, string[] Arguments)> others)
    {
        _controller = new(Role.Controller, controller, _said.Enqueue);
        _roles.Add(_controller);
        foreach ((Role role, string[] arguments) in others) _roles.Add(new(role, arguments, _said.Enqueue));
    }

    /// <summary>What roles said and what became of them, since the last call.</summary>
    public IEnumerable<string> Said()
    {
        while (_said.TryDequeue(out string? line)) yield return line;
    }

    /// <summary>Looks after every role once. Call it often, from one thread that lives as long as the run.</summary>
    /// <exception cref="VerbFailure">The controller can't be kept running.</exception>
    public void Watch()
    {
        foreach (RoleProcess role in _roles) role.Watch();
        if (_controller.Ends == _controllerEndsSeen) return;
        _controllerEndsSeen = _controller.Ends;
        long now = Environment.TickCount64;
        _controllerEnds.Enqueue(now);
        while (now - _controllerEnds.Peek() > ControllerMemoryMs) _controllerEnds.Dequeue();
        // What it refused to start with it will refuse again.
        bool refused = _controller.LastExitCode is ExitCode.Usage or ExitCode.InvalidInput or ExitCode.Refused;
        if (refused || _controllerEnds.Count > ControllerEndsAllowed)
            throw new VerbFailure(refused ? _controller.LastExitCode : ExitCode.Failed,
                refused ? "the controller refused to start" : $"the controller ended {_controllerEnds.Count} times within ten minutes: on a board the hardware watchdog resets it now");
    }

    public void Dispose()
    {
        // The controller first: what it says last is still recorded.
        foreach (RoleProcess role in _roles)
        {
            role.Stop();
            if (role == _controller) role.WaitForEnd(2 * PatienceMs);
        }
        long end = Environment.TickCount64 + PatienceMs;
        foreach (RoleProcess role in _roles)
        {
            role.WaitForEnd((int)Math.Max(0, end - Environment.TickCount64));
            role.Dispose();
        }
    }
}
