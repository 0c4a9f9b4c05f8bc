/**
 * What the extension takes from JupyterLab and Notebook: no more than is written here.
 * Whoever moves to another version has here what to look for.
 */
declare namespace Jupyter {
  interface Signal<Sender = any, Value = any> {
    connect(slot: (sender: Sender, value: Value) => void, context?: object): boolean;
    disconnect(slot: (sender: Sender, value: Value) => void, context?: object): boolean;
    emit(value: Value): void;
  }

  /** The classes JupyterLab shares, and its application. */
  interface Lab {
    app: App;
    Widget: new (options?: { node?: HTMLElement }) => Widget;
    CodeCell: { execute(cell: Cell, session: Session): Promise<any> };
    ServerConnection: {
      makeRequest(url: string, request: RequestInit, settings: ServerSettings): Promise<Response>;
    };
  }

  interface App {
    shell: Shell;
    commands: {
      addCommand(id: string, options: object): unknown;
      execute(id: string, options?: object): Promise<any>;
    };
    docRegistry: {
      addWidgetExtension(kind: string, extension: { createNew(panel: Panel, context: Context): void }): unknown;
    };
    serviceManager: {
      contents: Contents;
      serverSettings: ServerSettings;
      connectionFailure: Signal;
      [part: string]: any;
    };
  }

  /** Notebook's shell has no modes. */
  interface Shell extends Widget {
    currentWidget: Widget | null;
    currentChanged?: Signal;
    modeChanged?: Signal;
    mode?: string;
  }

  interface ServerSettings {
    baseUrl: string;
  }

  interface Contents {
    get(path: string, options?: object): Promise<any>;
    save(path: string, model: object): Promise<any>;
  }

  interface Widget {
    id: string;
    node: HTMLElement;
    parent: Widget | null;
    layout: any;
    disposed: Signal;
    isDisposed: boolean;
    isVisible: boolean;
    addClass(name: string): void;
    removeClass(name: string): void;
    toggleClass(name: string, on?: boolean): boolean;
    hasClass(name: string): boolean;
    setHidden(hidden: boolean): void;
    hide(): void;
    show(): void;
    fit(): void;
    children(): Iterable<Widget>;
  }

  interface Panel extends Widget {
    content: Notebook;
    context: Context;
    toolbar: Widget;
    contentHeader: Widget & { addWidget(widget: Widget): void };
    /** Private: opens the dialog about a kernel that has ended. */
    _onSessionStatusChanged?: any;
  }

  interface Notebook extends Widget {
    widgets: Cell[];
    activeCell: Cell | null;
    activeCellIndex: number;
    notebookConfig: { windowingMode: string; [part: string]: any };
    scrollToItem(index: number, align?: string): Promise<void>;
    handleEvent(event: Event): void;
  }

  /** `ready` once it is drawn, which in a windowed notebook may be never. */
  interface Cell extends Widget {
    model: CellModel;
    ready: Promise<void>;
    /** Whether its content is still to be drawn. */
    isPlaceholder(): boolean;
    inputHidden: boolean;
    syncCollapse: boolean;
  }

  interface CellModel {
    id: string;
    type: string;
    trusted: boolean;
    contentChanged: Signal;
    metadataChanged: Signal;
    sharedModel: SharedCell;
    getMetadata(key: string): any;
    setMetadata(key: string, value: any): void;
  }

  interface SharedCell {
    getSource(): string;
    setSource(source: string): void;
    undo(): void;
    clearUndoHistory?(): void;
  }

  interface NotebookModel {
    dirty: boolean;
    cells: Iterable<CellModel> & { changed: Signal; length: number };
    contentChanged: Signal;
    metadataChanged: Signal;
    stateChanged: Signal<any, { name: string; newValue: any }>;
    sharedModel: any;
    getMetadata(key: string): any;
    setMetadata(key: string, value: any): void;
    toJSON(): any;
    fromJSON(notebook: any): void;
  }

  interface Context {
    path: string;
    ready: Promise<void>;
    model: NotebookModel;
    contentsModel: any;
    sessionContext: Session;
    saveState: Signal;
    disposed: Signal;
    isDisposed: boolean;
    save(): Promise<void>;
    revert(): Promise<void>;
    /** Private: has the file's new version be known. */
    _updateContentsModel?(version: object): void;
  }

  interface Session {
    ready: Promise<void>;
    session: { kernel: any } | null;
    kernelPreference: Record<string, any>;
    statusChanged: Signal;
    connectionStatusChanged: Signal;
    initialize(): Promise<boolean>;
    startKernel(): Promise<boolean>;
    changeKernel(options: object): Promise<any>;
  }
}
