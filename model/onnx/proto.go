package onnx

import (
	"encoding/binary"
	"math"

	"google.golang.org/protobuf/encoding/protowire"
)

// The numbers of onnx.proto3's fields and enums that are used here.
const (
	irVersion = 8
	opset     = 13

	typeFloat, typeInt64        = 1, 7 // TensorProto.DataType
	attributeInt, attributeInts = 2, 7 // AttributeProto.AttributeType
)

// message is a Protocol Buffers message being written.
type message []byte

func (m *message) text(field protowire.Number, s string) {
	*m = protowire.AppendString(protowire.AppendTag(*m, field, protowire.BytesType), s)
}

func (m *message) bytes(field protowire.Number, b []byte) {
	*m = protowire.AppendBytes(protowire.AppendTag(*m, field, protowire.BytesType), b)
}

func (m *message) number(field protowire.Number, v int64) {
	*m = protowire.AppendVarint(protowire.AppendTag(*m, field, protowire.VarintType), uint64(v))
}

// graph is a GraphProto being written. Each node has one output, by its name.
type graph struct {
	name                          string
	nodes                         []message
	initializers, inputs, outputs []message
}

// dimension is a tensor's, of a fixed length or of one that has only a name.
type dimension message

func fixed(n int64) dimension {
	var d message
	d.number(1, n) // dim_value
	return dimension(d)
}

func named(name string) dimension {
	var d message
	d.text(2, name) // dim_param
	return dimension(d)
}

// value is a ValueInfoProto of a float tensor.
func value(name string, shape []dimension) message {
	var dims, tensor, kind, v message
	for _, d := range shape {
		dims.bytes(1, d)
	}
	tensor.number(1, typeFloat) // elem_type
	tensor.bytes(2, dims)       // shape
	kind.bytes(1, tensor)       // tensor_type
	v.text(1, name)
	v.bytes(2, kind)
	return v
}

func (g *graph) input(name string, shape ...dimension) {
	g.inputs = append(g.inputs, value(name, shape))
}

func (g *graph) output(name string, shape ...dimension) {
	g.outputs = append(g.outputs, value(name, shape))
}

// floats adds a constant tensor.
func (g *graph) floats(name string, data []float32, shape ...int) {
	raw := make([]byte, 0, 4*len(data))
	for _, v := range data {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	g.constant(name, typeFloat, raw, shape)
}

func (g *graph) int64s(name string, data []int64) {
	raw := make([]byte, 0, 8*len(data))
	for _, v := range data {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
	}
	g.constant(name, typeInt64, raw, []int{len(data)})
}

func (g *graph) constant(name string, kind int64, raw []byte, shape []int) {
	var t message
	for _, n := range shape {
		t.number(1, int64(n)) // dims
	}
	t.number(2, kind) // data_type
	t.text(8, name)
	t.bytes(9, raw) // raw_data
	g.initializers = append(g.initializers, t)
}

// attribute is an AttributeProto.
type attribute message

func integer(name string, v int64) attribute {
	var a message
	a.text(1, name)
	a.number(3, v) // i
	a.number(20, attributeInt)
	return attribute(a)
}

func ints(name string, all ...int64) attribute {
	var a message
	a.text(1, name)
	for _, v := range all {
		a.number(8, v) // ints
	}
	a.number(20, attributeInts)
	return attribute(a)
}

// node adds an operator and returns its output's name.
func (g *graph) node(op, name string, inputs []string, attributes ...attribute) string {
	g.nodeTo(name+".out", op, inputs, attributes...)
	return name + ".out"
}

// nodeTo adds an operator whose output has a given name.
func (g *graph) nodeTo(output, op string, inputs []string, attributes ...attribute) {
	var n message
	for _, in := range inputs {
		n.text(1, in)
	}
	n.text(2, output)
	n.text(3, output)
	n.text(4, op)
	for _, a := range attributes {
		n.bytes(5, a)
	}
	g.nodes = append(g.nodes, n)
}

// model returns the ModelProto of the graph.
func (g *graph) model(metadata [][2]string) []byte {
	var body, set, m message
	for _, n := range g.nodes {
		body.bytes(1, n)
	}
	body.text(2, g.name)
	for _, part := range []struct {
		field protowire.Number
		all   []message
	}{{5, g.initializers}, {11, g.inputs}, {12, g.outputs}} { // in an order that never changes
		for _, one := range part.all {
			body.bytes(part.field, one)
		}
	}
	set.text(1, "") // the standard operators
	set.number(2, opset)
	m.number(1, irVersion)
	m.text(2, "oneglyph")
	m.bytes(7, body)
	m.bytes(8, set)
	for _, pair := range metadata {
		var entry message
		entry.text(1, pair[0])
		entry.text(2, pair[1])
		m.bytes(14, entry)
	}
	return m
}
